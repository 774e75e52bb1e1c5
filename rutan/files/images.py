"""Pictures decoded and written anew: what a camera or an attacker put beside the pixels does not survive."""

import io

from PIL import Image, ImageOps

from rutan.files.domain.contents import ContentType, Fault

# What is decoded at most. A JPEG is decoded at the scale that is needed, so it may be larger.
PIXELS = {ContentType.JPEG: 60_000_000, ContentType.PNG: 24_000_000}
FORMATS = {ContentType.JPEG: "JPEG", ContentType.PNG: "PNG"}
PAPER = (3508, 3508)  # the long side of A4 at 300 dots an inch
PHOTO = (600, 800)
QUALITY = 85
BROKEN = (
    OSError,
    SyntaxError,
    ValueError,
    EOFError,
    IndexError,
    KeyError,
    TypeError,
    OverflowError,
    MemoryError,
)


class BadImage(Exception):
    """The bytes are no picture that can be kept; ``fault`` says why."""

    def __init__(self, fault: Fault) -> None:
        super().__init__(fault.value)
        self.fault = fault


def re_encoded(content: bytes, kind: ContentType, *, box: tuple[int, int], into: ContentType) -> bytes:
    """Return the picture upright, no larger than ``box``, with its pixels and nothing else.

    :raises BadImage: when it is damaged, or would need more memory than a scan does.
    """
    try:
        with Image.open(io.BytesIO(content), formats=[FORMATS[kind]]) as opened:
            if opened.width * opened.height > PIXELS[kind]:
                raise BadImage(Fault.TOO_MANY_PIXELS)
            opened.draft("RGB", _within(opened.size, max(box)))
            return _written(_flat(_upright(opened, box)), into)
    except Image.DecompressionBombError as error:
        raise BadImage(Fault.TOO_MANY_PIXELS) from error
    except BROKEN as error:
        raise BadImage(Fault.DAMAGED) from error


def _within(size: tuple[int, int], longest: int) -> tuple[int, int]:
    """The size a picture has when its longer side is ``longest``; how it will be turned is not known yet."""
    share = min(1.0, longest / max(size))
    return max(1, round(size[0] * share)), max(1, round(size[1] * share))


def _upright(opened: Image.Image, box: tuple[int, int]) -> Image.Image:
    turned = ImageOps.exif_transpose(opened)
    turned.thumbnail(box)
    return turned


def _flat(image: Image.Image) -> Image.Image:
    """The pixels on white, in a picture that has nothing else: no profile, comment or place."""
    if image.mode in ("1", "L"):
        flat = Image.new("L", image.size)
        flat.paste(image.convert("L"))
        return flat
    solid = image.convert("RGBA")
    flat = Image.new("RGB", image.size, "white")
    flat.paste(solid, mask=solid.getchannel("A"))
    return flat


def _written(image: Image.Image, into: ContentType) -> bytes:
    target = io.BytesIO()
    options = {"quality": QUALITY} if into is ContentType.JPEG else {}
    image.save(target, FORMATS[into], optimize=True, **options)
    return target.getvalue()
