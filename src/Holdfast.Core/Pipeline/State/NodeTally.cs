namespace Holdfast.Core.Pipeline.State;

/// <summary>How many nodes the live revision of a version has, and how many of them get traffic. Immutable.</summary>
/// <remarks>Kept while nodes change, one by one: among thousands whose fate is decided one after the other, nobody counts them all for each.</remarks>
/// <param name="Nodes">All of them.</param>
/// <param name="Usable">Those that get traffic.</param>
/// <param name="Ejected">Those ejected, whatever else withholds them.</param>
/// <param name="EjectedOnly">Those withheld for no other reason than that.</param>
internal sealed record NodeTally(int Nodes, int Usable, int Ejected, int EjectedOnly)
{
    public static NodeTally None { get; } = new(0, 0, 0, 0);

    public NodeTally With(Withheld withheld) => Plus(withheld, 1);

    public NodeTally Without(Withheld withheld) => Plus(withheld, -1);

    private NodeTally Plus(Withheld withheld, int one) => new(
        Nodes + one,
        Usable + (withheld == Withheld.None ? one : 0),
        Ejected + ((withheld & Withheld.Ejected) != Withheld.None ? one : 0),
        EjectedOnly + (withheld == Withheld.Ejected ? one : 0));
}
