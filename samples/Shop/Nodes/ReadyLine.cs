namespace Shop.Nodes;

/// <summary>The one line a node prints: it listens at <paramref name="Url"/>.</summary>
internal sealed record ReadyLine(string Node, int Pid, string Url);
