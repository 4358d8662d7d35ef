"""All labelled runs: drawn or trained now, or as they were kept."""

from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from functools import cache, partial
from itertools import starmap
from pathlib import Path

from gan_desktop.bench.labelled import recipes, synthetic
from gan_desktop.bench.labelled.cache import digest, kept
from gan_desktop.bench.labelled.course import Recipe
from gan_desktop.bench.labelled.running import RealRecipe, run
from gan_desktop.bench.labelled.trajectory import Half, Trajectory
from gan_desktop.core import metrics

Task = tuple[Recipe | RealRecipe, int]


def tasks(halves: tuple[Half, ...], synthetic_only: bool) -> list[Task]:
    """Recipe and seed of each run of these halves."""
    chosen: list[Recipe | RealRecipe] = list(synthetic.RECIPES)
    if not synthetic_only:
        chosen += recipes.RECIPES
    return [(recipe, seed) for recipe in chosen if recipe.half in halves for seed in recipe.seeds]


def gather(todo: list[Task], folder: Path | None, jobs: int = 1) -> Iterator[Trajectory]:
    """The runs in this order.

    A kept run of a recipe is taken as it is while its config stays the same, a synthetic one while
    the code that makes and measures it does. After a change of training or of metrics, empty the
    folder.
    """
    if jobs == 1:
        yield from starmap(partial(_one, folder), todo)
        return
    with ProcessPoolExecutor(jobs) as pool:
        yield from pool.map(partial(_one, folder), *zip(*todo, strict=True))


def _one(folder: Path | None, recipe: Recipe | RealRecipe, seed: int) -> Trajectory:
    name = f"{recipe.name} #{seed}"
    if isinstance(recipe, RealRecipe):
        made_from = digest(recipe.config(seed).model_dump_json())
        trajectory = kept(folder, name, made_from, partial(run, recipe, seed))
    else:
        trajectory = kept(
            folder, name, _sources(recipe.plan.__module__), partial(recipe.make, seed)
        )
    # The label and the half are the recipe's as it is now.
    return trajectory.labelled(recipe.name, recipe.label, recipe.half)


@cache
def _sources(plans: str) -> str:
    """Digest of the code that a module's plans are made and measured by."""
    here, measured = Path(__file__).parent, Path(metrics.__file__).parent
    shared = ["clouds", "course", "film", "fresh_film", "games", "targets", "trajectory"]
    names = [*shared, plans.split(".")[-1]]
    files = [here / f"{name}.py" for name in names] + sorted(measured.glob("*.py"))
    return digest(*(file.read_text(encoding="utf-8") for file in files))
