using System.Globalization;
using Holdfast.Core;
using Holdfast.Core.Commands;

namespace Holdfast.Control.Plans;

/// <summary>What operators and degradation plans have laid over a plan since it is watched, or taken off it: what becomes of calls then is their doing, and not the plan's.</summary>
/// <remarks>Looked at once a second. Not safe for several threads.</remarks>
internal sealed class OtherHands
{
    private const string Interfaces = "interfaces.";

    private readonly HoldfastRuntime _runtime;
    private readonly HashSet<(string Target, string Name)> _first;
    private HashSet<(string Target, string Name)> _before;
    private long _changes;

    public OtherHands(HoldfastRuntime runtime)
    {
        (_runtime, _changes) = (runtime, runtime.Commands.Changes);
        _before = _first = Set();
    }

    /// <summary>Whether anything has been left out so far.</summary>
    public bool IsPart { get; private set; }

    /// <returns>Whether what became of the calls of an interface since the last look is left out.</returns>
    public Predicate<string> Look()
    {
        var (changes, now) = (_runtime.Commands.Changes, Set());
        // Now, or a moment ago: what ended in between held for a part of the time.
        var targets = _first.Except(now).Concat(now.Except(_first)).Concat(_first.Except(_before)).Concat(_before.Except(_first)).Select(static one => one.Target).ToHashSet(StringComparer.Ordinal);
        // What was set and taken back between two looks is seen no more: nobody knows on what it was.
        var isUnknown = changes != _changes;
        (_changes, _before) = (changes, now);
        IsPart |= isUnknown || targets.Count > 0;
        if (isUnknown) return static _ => true;
        return targets.Count == 0 ? static _ => false : name => targets.Any(target => IsOn(target, name));
    }

    /// <summary>A service, or a degradation plan, may be any interface's matter.</summary>
    private static bool IsOn(string target, string name) => !target.StartsWith(Interfaces, StringComparison.Ordinal) || target.AsSpan(Interfaces.Length).SequenceEqual(name);

    private HashSet<(string Target, string Name)> Set() => [.. _runtime.Commands.Switches().Select(static one => (one.Target, NameOf(one)))];

    /// <summary>Set again it is another: it may hold for more than before.</summary>
    private static string NameOf(Switch one) => string.Create(CultureInfo.InvariantCulture, $"{one.Slice} {one.Command} {one.Words} {one.Order.Since?.UtcTicks}");
}
