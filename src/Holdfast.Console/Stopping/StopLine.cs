using Holdfast.Core.Commands;

namespace Holdfast.WebConsole.Stopping;

/// <summary>Something that lies over the plan and can be stopped.</summary>
/// <param name="Key">Names what takes it back: as it is posted.</param>
/// <param name="Target">What it is set on.</param>
/// <param name="By">Who has set it, and why.</param>
public sealed record StopLine(string Key, string Target, string Words, string By, DateTimeOffset? Until)
{
    /// <summary>One line for everything that one command takes back.</summary>
    internal static IReadOnlyList<StopLine> All(IEnumerable<Switch> switches) =>
    [
        .. switches.GroupBy(KeyOf, StringComparer.Ordinal).Select(static some => new StopLine(
            some.Key, some.First().Target, string.Join(", ", some.Select(static one => one.Words)), string.Join("; ", some.Select(static one => $"{one.Order}").Distinct()),
            some.Max(static one => one.Until ?? DateTimeOffset.MaxValue) is var until && until < DateTimeOffset.MaxValue ? until : null)),
    ];

    internal static string KeyOf(Switch one) =>
        $"{one.Slice} {one.Inverse} {string.Join(' ', one.InverseArguments.OrderBy(static pair => pair.Key, StringComparer.Ordinal).Select(static pair => $"{pair.Key}={pair.Value}"))}";
}
