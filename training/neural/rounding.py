"""How finely the weights of a network are written, and the rounding itself.

A weight is a byte times its row's scale. The scale is a share of the row's root mean square, no finer than what reading is
the better for: of bytes that say less a packed file is smaller (quality: models/README.md). Weights of the layers are
not rounded one by one: what rounding one does to the products of a sample of text is made good by those that are not
rounded yet (Frantar, Ashkboos, Hoefler, Alistarh: OPTQ, ICLR 2023).
"""
import torch

PIECES_STEP, LAYERS_STEP, HEADS_STEP = 0.5, 0.12, 0.05
DAMPING = 0.01  # of the mean of the diagonal


def short(tensor):
    return tensor.detach().bfloat16().float()


def scale_of(weight, step):
    """Of each row, for bytes of -127 to 127."""
    weight = weight.detach()
    return short(torch.maximum(step * weight.square().mean(1).sqrt(), weight.abs().amax(1) / 127).clamp(min=1e-10))


def of_pieces(pieces):
    """That they were rounded by, else one by rank. The vocabulary is in order of frequency, which falls as one by rank: the errors that are met are least for the
    size when the step grows with the square root of the rank."""
    if hasattr(pieces, "scale"):
        return pieces.scale
    weight = pieces.weight
    return scale_of(weight, PIECES_STEP * ((torch.arange(len(weight)) + 1) / len(weight)).sqrt())


def of_head(weight):
    return scale_of(weight, HEADS_STEP)


def of_layer(linear):
    """That it was settled on, else one of its weights."""
    return linear.scale if hasattr(linear, "scale") else scale_of(linear.weight, LAYERS_STEP)


def settle(linear, products):
    """Rounds its weights, given the sum of products of its inputs with each other over a sample."""
    weight, scale = linear.weight.clone(), scale_of(linear.weight, LAYERS_STEP)
    products = products + DAMPING * products.diagonal().mean() * torch.eye(len(products))
    rest = torch.linalg.cholesky(torch.cholesky_inverse(torch.linalg.cholesky(products)), upper=True)
    for i in range(weight.shape[1]):
        rounded = (weight[:, i] / scale).round().clamp(-127, 127) * scale
        error = (weight[:, i] - rounded) / rest[i, i]
        weight[:, i] = rounded
        weight[:, i + 1:] -= error[:, None] * rest[i, i + 1:]
    linear.weight.copy_(weight)
    linear.scale = scale


@torch.no_grad()
def settle_layers(net, rows):
    """Layer by layer, with what the layers before make of the sample once they are rounded. Rows are train.Row."""
    net.eval()
    scale = net.pieces.scale = of_pieces(net.pieces)
    net.positions.weight.copy_(short(net.positions.weight)), net.shapes.weight.copy_(short(net.shapes.weight))
    net.pieces.weight.copy_((net.pieces.weight / scale[:, None]).round().clamp(-127, 127) * scale[:, None])
    by_length = {}
    for row in rows:
        by_length.setdefault(len(row.ids), []).append(row)
    batches = []
    for group in by_length.values():
        ids, shapes = torch.tensor([r.ids for r in group]), torch.tensor([r.shapes for r in group])
        batches.append(net.norm(net.pieces(ids) + net.positions(torch.arange(ids.shape[1])) + net.shapes(shapes)))
    for layer in net.layers:
        linears = (layer.qkv, layer.out, layer.up, layer.down)
        for linear, products in zip(linears, products_of(layer, linears, batches)):
            settle(linear, products)
        batches = [layer(x, whole(x)) for x in batches]


def whole(x):
    return torch.ones(x.shape[:2], dtype=torch.bool)


def products_of(layer, linears, batches):
    """The sums of products of what goes into each of them, over the batches."""
    totals = [torch.zeros(linear.in_features, linear.in_features) for linear in linears]

    def counts(total):
        def count(module, inputs):
            x = inputs[0].reshape(-1, len(total))
            total.addmm_(x.T, x)
        return count
    hooks = [linear.register_forward_pre_hook(counts(total)) for linear, total in zip(linears, totals)]
    for x in batches:
        layer(x, whole(x))
    for hook in hooks:
        hook.remove()
    return totals
