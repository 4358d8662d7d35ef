"""What a built wheel holds: the package finds its resources when it is installed."""

import importlib.util
import os
import re
import subprocess
import sys
import zipfile
from email import message_from_bytes
from email.message import Message
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
_SPEC = importlib.util.spec_from_file_location("hatch_build", ROOT / "hatch_build.py")
build = importlib.util.module_from_spec(_SPEC)
_SPEC.loader.exec_module(build)


@pytest.fixture(scope="module")
def installed(tmp_path_factory) -> Path:
    """The contents of a wheel, as pip would put them."""
    folder = tmp_path_factory.mktemp("wheel")
    command = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(folder)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    (wheel,) = folder.glob("*.whl")
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(folder / "site")
    return folder / "site"


def test_the_wheel_carries_presets_icons_and_their_licence(installed):
    resources = installed / "gan_desktop" / "resources"
    names = {path.name for path in resources.rglob("*") if path.is_file()}
    assert {"ring8-blog.toml", "play.svg", "gan-desktop.svg", "LICENSE"} <= names
    assert (installed / "gan_desktop" / "py.typed").exists()
    assert not list(installed.glob("tests"))


@pytest.fixture(scope="module")
def metadata(installed) -> Message:
    (path,) = installed.glob("gan_desktop-*.dist-info/METADATA")
    return message_from_bytes(path.read_bytes())


def test_its_metadata_has_urls_and_classifiers(metadata):
    urls = [value.rpartition(", ")[2] for value in metadata.get_all("Project-URL")]
    assert urls
    assert all(re.match(r"https?://\S+$", url) for url in urls)
    classifiers = metadata.get_all("Classifier")
    for start in ("Development Status", "Intended Audience", "Operating System", "Topic"):
        assert any(classifier.startswith(f"{start} :: ") for classifier in classifiers)
    # The licence is an expression, beside which an index refuses classifiers of licences.
    assert metadata["License-Expression"] == "MIT"
    assert not any(classifier.startswith("License") for classifier in classifiers)
    least = metadata["Requires-Python"].removeprefix(">=")
    assert f"Programming Language :: Python :: {least}" in classifiers


def test_its_long_description_has_absolute_links_alone(metadata):
    assert metadata["Description-Content-Type"] == "text/markdown"
    text = metadata.get_payload(decode=True).decode()
    assert text.startswith("# GAN Desktop\n")
    targets = re.findall(r"\]\(([^)]*)\)", text)
    assert targets
    assert all(re.match(r"https?://", target) for target in targets), targets
    assert not re.search(r"\]\[|^\[[^\]]+\]: |<(img|a) ", text, re.MULTILINE), (
        "another kind of link"
    )


README = """# Name

![A picture](docs/a.png)

See [what](docs/w.md), [docs/m.md](docs/m.md) and [the blog](http://example.org/b.html).

![Theirs](https://example.org/c.png)
"""


def test_a_base_url_makes_relative_links_absolute():
    assert build.long_description(README, "https://example.org/r/") == README.replace(
        "](docs/", "](https://example.org/r/docs/"
    )


def test_without_one_pictures_go_and_links_become_names():
    expected = (
        "# Name\n\nSee what (`docs/w.md`), `docs/m.md` and [the blog](http://example.org/b.html)."
        "\n\n![Theirs](https://example.org/c.png)\n\n"
    )
    assert build.long_description(README, "") == expected + build.NOTE


def test_an_installed_package_finds_them(installed, tmp_path):
    code = (
        "import gan_desktop, pathlib\n"
        "from gan_desktop.core.presets import presets\n"
        "from gan_desktop.core.resources import resource\n"
        "assert len(presets()) >= 5\n"
        "print(pathlib.Path(gan_desktop.__file__).parents[1])\n"
        "print(resource('icons', 'play.svg'))\n"
    )
    # -P and no PYTHONPATH of ours: the checkout must not be found instead.
    environment = {**os.environ, "PYTHONPATH": str(installed)}
    done = subprocess.run(
        [sys.executable, "-P", "-c", code],
        cwd=tmp_path, env=environment, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    where, icon = done.stdout.split()
    assert Path(where) == installed
    assert Path(icon).is_relative_to(installed)
