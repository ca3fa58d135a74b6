"""Where an option's value stands in the configuration."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import yaml

from mkdocs_postmortem.labels import LabelsError
from mkdocs_postmortem.paths import shown_path
from mkdocs_postmortem.settings import PLUGIN
from mkdocs_postmortem.template import TemplateError
from mkdocs_postmortem.template.shapes import At
from mkdocs_postmortem.yaml_loading import compose


def located(config: Path, option: str, error: TemplateError | LabelsError) -> list[str]:
    """Return the problems of an option's content, with their places in the configuration where known."""
    if error.at is None:
        return error.problems  # a file of its own: they have their places already
    shown = shown_path(config, str(config))
    try:
        root = compose(config.read_text(encoding="utf-8-sig"))
    except (OSError, ValueError, yaml.YAMLError):
        root = None
    block = _block(root)
    said = []
    for (at, key), problem in zip(error.at, error.problems, strict=True):
        place = _place(block, (option, *at), key) if block is not None else ""
        said.append(f"{shown}{place}: {problem}")
    return said


def _block(root: yaml.Node | None) -> yaml.Node | None:
    """Return the node of the plugin's options, or of the whole file where it holds just these."""
    plugins = _child(root, "plugins")
    if plugins is None:
        return root
    entries = plugins.value if isinstance(plugins, yaml.SequenceNode) else [plugins]
    return next((block for entry in entries if (block := _child(entry, PLUGIN)) is not None), None)


def _place(node: yaml.Node, at: At, key: bool) -> str:
    """Return `:line:column` of a value or key; of one that is not there, of what should hold it."""
    mark: Any = None
    for number, step in enumerate(at):
        child = _child(node, step)
        if child is None:
            break
        is_last = number == len(at) - 1
        mark = (_key(node, step) if key and is_last else child).start_mark
        node = child
    return f":{mark.line + 1}:{mark.column + 1}" if mark is not None else ""


def _key(node: yaml.Node, step: Any) -> yaml.Node:
    found: yaml.Node = next(key for key, _ in node.value if _is(key, step))
    return found


def _child(node: yaml.Node | None, step: Any) -> yaml.Node | None:
    if isinstance(node, yaml.MappingNode):
        return next((value for key, value in node.value if _is(key, step)), None)
    if isinstance(node, yaml.SequenceNode) and isinstance(step, int) and step < len(node.value):
        item: yaml.Node = node.value[step]
        return item
    return None


def _is(key: yaml.Node, step: Any) -> bool:
    """Say whether a key is a step of a path; YAML 1.1 reads the bare key `yes` as true."""
    if isinstance(step, bool):
        return str(key.value).casefold() in (("yes", "on", "true") if step else ("no", "off", "false"))
    return str(key.value) == str(step)
