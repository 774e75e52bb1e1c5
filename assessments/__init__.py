"""Instruments, answers, scores, assessors and their certificates."""
