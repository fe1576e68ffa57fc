"""What a text tells and how it reads, in Dutch, English and French. Pure: no clock, no database."""
