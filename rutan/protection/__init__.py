"""What is stored about people: classified, handed to them on request, anonymised when its time is over."""
