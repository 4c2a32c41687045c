"""From texts and annotations to the model that ships: one command for each stage.

    python -m training.corpus | pretrain | prepare | train | evaluate | calibrate | robustness
    python -m training.publish | coverage

README.md shows them in their order, with their options; ``--help`` tells the rest. Beside them
stand what they share: `options`, `config` (the TOML files), `examples` (annotated texts),
`augment`, `objectives`, `markdown`. Nothing here is part of the wheel.
"""
