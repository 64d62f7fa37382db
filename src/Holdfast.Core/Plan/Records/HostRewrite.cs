namespace Holdfast.Core.Plan;

/// <summary>The Host that a node is shown.</summary>
/// <param name="Kind">Where it comes from.</param>
/// <param name="Name">The name itself when <paramref name="Kind"/> is <see cref="HostRewriteKind.Literal"/>.</param>
public sealed record HostRewrite(HostRewriteKind Kind, string? Name = null);
