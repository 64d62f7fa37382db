using System.Globalization;
using Holdfast.Core.Pipeline;
using Holdfast.Core.Plan;
using Holdfast.Core.Principles.Limits.Yielding;
using Holdfast.Core.Signals;

namespace Holdfast.Core.Principles.Limits;

/// <summary>What is told of limits that begin to refuse, and no longer do.</summary>
internal static class LimitSignals
{
    public const string Slice = "limits";

    private const int KeyCharsMax = 64;

    public static void Reached(SignalLog log, LimitModel model, string subject, string key, in Measure measured)
    {
        var whose = key.Length == 0 ? "" : $", first '{Printable.Of(key, KeyCharsMax)}'";
        var what = model.Plan.Observe ? "would refuse, observed only" : "refuses";
        log.Publish(Slice, "limit-reached", subject, string.Create(
            CultureInfo.InvariantCulture, $"{Amount(model.Plan)}: {what} what is beyond it{whose} ({measured.Name} {measured.Value:0.###}, bound {measured.Bound:0.###})"));
    }

    /// <param name="refused">Since it was reached.</param>
    public static void Calm(SignalLog log, LimitModel model, string subject, long refused) =>
        log.Publish(Slice, "limit-calm", subject, string.Create(CultureInfo.InvariantCulture, $"{Amount(model.Plan)}: nobody was beyond it for 10 s; {refused:N0} calls were before"));

    public static void Yields(SignalLog log, YieldWatch watch, bool isBusy) =>
        log.Publish(Slice, isBusy ? "interface-busy" : "interface-idle", $"interfaces.{watch.Target.Name}", string.Create(
            CultureInfo.InvariantCulture, $"{(isBusy ? "others give way to it" : "others need no longer give way")}: {watch.Value:0.#}, bound {YieldPlan.AboveField.Shape.WriteAny(watch.Bound)}"));

    /// <summary>In the words of a plan.</summary>
    public static string Amount(LimitPlan plan) => plan switch
    {
        { Rate: { } rate } => LimitFields.Rate.Shape.WriteAny(rate),
        { Concurrency: { } count } => string.Create(CultureInfo.InvariantCulture, $"{count} at once"),
        _ => "none",
    };

    /// <summary>Whether a part of a request may be shown: what only its sender should know may not.</summary>
    public static bool IsShown(KeyPart part) =>
        part.Kind != KeyPartKind.Cookie && !part.Name.Equals("Authorization", StringComparison.OrdinalIgnoreCase);
}
