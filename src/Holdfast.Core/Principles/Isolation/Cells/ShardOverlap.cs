namespace Holdfast.Core.Principles.Isolation.Cells;

/// <summary>What a key that breaks all of its nodes takes from others, when each key gets k of n nodes and every choice is as likely. Pure.</summary>
public static class ShardOverlap
{
    /// <summary>How many choices there are: n over k.</summary>
    public static double Choices(int nodes, int each)
    {
        var choices = 1.0;
        for (var i = 1; i <= each; i++) choices *= (nodes - each + i) / (double)i;
        return Math.Round(choices);
    }

    /// <summary>The share of other keys that have exactly so many of its nodes.</summary>
    public static double Sharing(int nodes, int each, int common) =>
        each - common > nodes - each ? 0 : Choices(each, common) * Choices(nodes - each, each - common) / Choices(nodes, each);

    /// <summary>The share of other keys that lose every node.</summary>
    public static double LoseAll(int nodes, int each) => Sharing(nodes, each, each);

    /// <summary>The share of other keys that lose a node at least.</summary>
    public static double LoseAny(int nodes, int each) => 1 - Sharing(nodes, each, 0);
}
