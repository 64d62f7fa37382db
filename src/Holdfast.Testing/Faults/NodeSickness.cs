namespace Holdfast.Testing.Faults;

/// <summary>What a node of the fault matrix is told to suffer from.</summary>
/// <param name="Share">Part of the requests that are spoiled, 0 to 1; which ones is drawn by chance.</param>
/// <param name="Status">Of <see cref="NodeSicknessKind.Status"/>.</param>
/// <param name="Delay">Of <see cref="NodeSicknessKind.Delay"/> and <see cref="NodeSicknessKind.Work"/>.</param>
/// <param name="Slots">Of <see cref="NodeSicknessKind.Work"/>.</param>
public sealed record NodeSickness(NodeSicknessKind Kind, double Share = 1, int Status = 503, TimeSpan Delay = default, int Slots = 1)
{
    public static NodeSickness Healthy { get; } = new(NodeSicknessKind.None, 0);
}
