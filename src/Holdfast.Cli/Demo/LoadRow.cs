using Shop.Load;

namespace Holdfast.Cli.Demo;

/// <summary>One interface as the demo shows it.</summary>
/// <param name="PerSecond">Answers, good or bad.</param>
/// <param name="Failed">Since the reading before.</param>
internal sealed record LoadRow(LoadCounts Counts, double PerSecond, long Failed);
