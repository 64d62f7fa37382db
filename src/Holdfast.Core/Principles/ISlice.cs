using System.Diagnostics.Metrics;

namespace Holdfast.Core.Principles;

/// <summary>One principle at work. What a slice can do beyond this it says by implementing the capability's interface.</summary>
public interface ISlice
{
    /// <summary>Name in addresses, metrics and the docs: lower case, e.g. <c>balancing</c>.</summary>
    string Id { get; }

    /// <summary>The principle it implements, 1 to 10, as numbered in the design.</summary>
    int Principle { get; }

    string Title { get; }

    /// <summary>What an operator sees of it now.</summary>
    Snapshot Snapshot(SliceContext context);

    /// <summary>Creates its instruments on the meter of decisions.</summary>
    /// <param name="now">The present, for instruments that are observed; null before the first plan.</param>
    void Instrument(Meter meter, Func<SliceContext?> now);
}
