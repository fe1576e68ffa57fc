"""What Instagram and Facebook share: the Graph API's calls, errors and lists.

Source: developers.facebook.com/docs, read 2026-11 (D); codes of errors as postiz meets them (C).
"""
