using System.Collections.Immutable;

namespace Holdfast.Core.Pipeline.State;

/// <summary>Whether a node gets traffic, since when, and why not. Immutable: whoever reads one reads parts that belong together.</summary>
public sealed class Availability
{
    private readonly DateTimeOffset _usableSince;

    private Availability(DateTimeOffset usableSince, ImmutableArray<Withholding> withholdings)
    {
        _usableSince = usableSince;
        Withholdings = withholdings;
        foreach (var one in withholdings) Withheld |= one.Why;
    }

    public Withheld Withheld { get; }

    /// <summary>Every reason that holds, each as it was given; the one that stands for the node first.</summary>
    public ImmutableArray<Withholding> Withholdings { get; }

    public bool IsUsable => Withheld == Withheld.None;

    /// <summary>Since when it is usable, or withheld for the first of its reasons.</summary>
    public DateTimeOffset Since => IsUsable ? _usableSince : Withholdings[0].Since;

    /// <summary>The first of its reasons; empty for a usable node.</summary>
    public string Reason => IsUsable ? "" : Withholdings[0].Reason;

    internal static Availability Usable(DateTimeOffset since) => new(since, []);

    /// <summary>With one more reason; the same object where it held already.</summary>
    internal Availability With(Withheld why, string reason, DateTimeOffset now) => (Withheld & why) != Withheld.None
        ? this
        : new(_usableSince, [.. Withholdings.Add(new Withholding(why, now, reason)).OrderBy(static one => one.Why)]);

    /// <summary>With other words for a reason that holds; the same object where it does not.</summary>
    internal Availability Reworded(Withheld why, string reason) => (Withheld & why) == Withheld.None ? this
        : new(_usableSince, [.. Withholdings.Select(one => one.Why == why ? one with { Reason = reason } : one)]);

    /// <summary>Without that reason; the same object where it did not hold.</summary>
    internal Availability Without(Withheld why, DateTimeOffset now)
    {
        if ((Withheld & why) == Withheld.None) return this;
        var left = Withholdings.RemoveAll(one => one.Why == why);
        return new(left.IsEmpty ? now : _usableSince, left);
    }
}
