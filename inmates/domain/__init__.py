"""Pure rules about people in custody: plain values in, plain values out; no Django, no clock."""
