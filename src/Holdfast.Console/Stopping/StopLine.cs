using System.Globalization;
using Holdfast.Core.Commands;

namespace Holdfast.WebConsole.Stopping;

/// <summary>Something that lies over the plan and can be stopped.</summary>
/// <param name="Key">Names what takes it back, and when it was set: as it is posted.</param>
/// <param name="Target">What it is set on.</param>
/// <param name="By">Who has set it, and why.</param>
public sealed record StopLine(string Key, string Target, string Words, string By, DateTimeOffset? Until)
{
    /// <summary>One line for everything that one command takes back.</summary>
    internal static IReadOnlyList<StopLine> All(IEnumerable<Switch> switches) =>
    [
        .. Grouped(switches).Select(static line => new StopLine(
            line.Key, line.Set[0].Target, string.Join(", ", line.Set.Select(static one => one.Words)), string.Join("; ", line.Set.Select(static one => $"{one.Order}").Distinct()),
            line.Set.Max(static one => one.Until ?? DateTimeOffset.MaxValue) is var until && until < DateTimeOffset.MaxValue ? until : null)),
    ];

    /// <summary>What is set, by what takes it back. Set again meanwhile it has another key: whoever has seen the one has not seen the other.</summary>
    internal static IEnumerable<(string Key, Switch[] Set)> Grouped(IEnumerable<Switch> switches) =>
        switches.GroupBy(Inverse, StringComparer.Ordinal).Select(static some => ($"{some.Key} {Stamp(some)}", some.ToArray()));

    private static string Inverse(Switch one) =>
        $"{one.Slice} {one.Inverse} {string.Join(' ', one.InverseArguments.OrderBy(static pair => pair.Key, StringComparer.Ordinal).Select(static pair => $"{pair.Key}={pair.Value}"))}";

    private static string Stamp(IEnumerable<Switch> some) => some.Max(static one => one.Order.Since?.UtcTicks ?? 0).ToString(CultureInfo.InvariantCulture);
}
