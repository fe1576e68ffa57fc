"""Background work through ``django.tasks``: the worker beside the web server in one process."""
