"""Rules of instruments, pure: what is asked, what it scores, who may sign."""
