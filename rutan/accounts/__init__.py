"""People who sign in, their roles, permissions and scope."""
