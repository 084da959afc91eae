package dev.tideway.knlocal.schema;

import java.util.List;

/// What folders of schemas come to: one file that is none takes no other with it.
public record Found(Schemas schemas, List<Unfit> unfit) {}
