"""Who moves when, as lines of text: a step under each update rule."""

from collections.abc import Iterator


def _lead(d_steps: int) -> Iterator[str]:
    if d_steps > 1:
        yield f"for _ in range({d_steps - 1}):"
        yield "    moves += 1"
        yield "    d_gradient()"
        yield "    d_move()"
    yield "moves += 1"


def _alternating(d_steps: int) -> Iterator[str]:
    indent = ""
    if d_steps > 1:
        yield f"for _ in range({d_steps}):"
        indent = "    "
    yield f"{indent}moves += 1"
    yield f"{indent}d_value = d_gradient()"
    yield f"{indent}d_move()"
    yield "g_value = g_gradient()"
    yield "g_optimiser.step()"


def _both_moves() -> Iterator[str]:
    yield "d_value = d_gradient()"
    yield "held = [None if param.grad is None else param.grad.clone() for param in d_params]"
    yield "g_value = g_gradient()"


def _follow() -> Iterator[str]:
    yield "for param, gradient in zip(d_params, held):"
    yield "    param.grad = gradient"
    yield "d_move()"
    yield "g_optimiser.step()"


def _simultaneous(d_steps: int) -> Iterator[str]:
    yield from _lead(d_steps)
    yield from _both_moves()
    yield from _follow()


def _extra_gradient(d_steps: int) -> Iterator[str]:
    yield from _lead(d_steps)
    yield "start = [param.detach().clone() for param in (*d_params, *g_params)]"
    yield from _both_moves()
    yield from _follow()
    yield from _both_moves()
    yield "with torch.no_grad():"
    yield "    for param, before in zip((*d_params, *g_params), start):"
    yield "        param.copy_(before)"
    yield from _follow()


RULES = {
    "alternating": _alternating,
    "simultaneous": _simultaneous,
    "extra-gradient": _extra_gradient,
}


def consensus(strength: float) -> Iterator[str]:
    """The functions that leave a gradient in a player, under consensus optimisation."""
    yield "def consensus_gradient(index):"
    yield '    """Leave a player\'s gradient, pulled to where both vanish, in it; its loss."""'
    yield "    losses = discriminator_loss(attached=True), generator_loss()"
    yield "    fields = ["
    yield "        torch.autograd.grad(loss, params, create_graph=True)"
    yield "        for loss, params in zip(losses, (d_params, g_params))"
    yield "    ]"
    yield "    half = 0.5 * sum(part.pow(2).sum() for field in fields for part in field)"
    yield "    params = (d_params, g_params)[index]"
    yield "    pulls = torch.autograd.grad(half, params, allow_unused=True)"
    yield "    for param, own, pull in zip(params, fields[index], pulls):"
    yield "        param.grad = own.detach()"
    yield "        if pull is not None:"
    yield f"            param.grad += {strength!r} * pull"
    yield "    return losses[index].item()"
    for index, name in enumerate("dg"):
        yield ""
        yield ""
        yield f"def {name}_gradient():"
        yield '    """See `consensus_gradient`."""'
        yield f"    return consensus_gradient({index})"
