namespace Shop.Nodes;

/// <summary>Why a request was not done, in the form of RFC 9457.</summary>
internal sealed record Problem(int Status, string Title, string? Detail = null);
