def draw(svg_source, name, description, lookup):
    return svg_source
