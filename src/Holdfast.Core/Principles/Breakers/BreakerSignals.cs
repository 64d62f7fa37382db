using System.Globalization;
using Holdfast.Core.Pipeline;
using Holdfast.Core.Plan;
using Holdfast.Core.Signals;

namespace Holdfast.Core.Principles.Breakers;

/// <summary>What is told of breakers that open, try, and close.</summary>
internal static class BreakerSignals
{
    public const string Slice = "breakers";

    private const int KeyCharsMax = 64;

    public static void Changed(SignalLog log, BreakerSite site, BreakerEra before, BreakerEra after, string key, long now)
    {
        var machine = after.Machine;
        var whose = key.Length == 0 ? "" : $" for '{Printable.Of(key, KeyCharsMax)}'";
        var only = site.Plan.Observe ? ", observed only: calls pass all the same" : "";
        var (name, text) = machine.Phase switch
        {
            BreakerPhase.Open => ("breaker-opened", $"opened{whose}: {Words(after.Cause)} ({Numbers(before, now)}); trials begin in {Seconds(machine.Until - now, site)}{only}"),
            BreakerPhase.HalfOpen => ("breaker-half-open", $"half open{whose}: {Share(site)} of the calls pass, all of them in {Seconds(machine.Until - now, site)}{only}"),
            _ => ("breaker-closed", $"closed{whose}: trials went well ({Numbers(before, now)}){only}"),
        };
        log.Publish(Slice, name, site.Subject, text);
    }

    /// <summary>Why, as <c>failure-ratio 0.62, bound 0.5</c>.</summary>
    public static string Words(Measure cause) => cause.Name is null
        ? "by an operator"
        : string.Create(CultureInfo.InvariantCulture, $"{cause.Name} {cause.Value:0.###}, bound {cause.Bound:0.###}");

    private static string Numbers(BreakerEra era, long now)
    {
        var reading = era.Read(now);
        return $"{reading.Window.Calls} attempts, {reading.Window.Failed} failed, {reading.Window.Slow} slow, {reading.Hanging} hanging";
    }

    private static string Share(BreakerSite site) => string.Create(CultureInfo.InvariantCulture, $"{site.Plan.Ramping.From * 100:0.#}%");

    private static string Seconds(long ticks, BreakerSite site) =>
        string.Create(CultureInfo.InvariantCulture, $"{(double)ticks / site.Frequency:0.#} s");
}
