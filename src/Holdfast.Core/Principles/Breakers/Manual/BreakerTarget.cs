using Holdfast.Core.Commands;
using Holdfast.Core.Pipeline.Model;

namespace Holdfast.Core.Principles.Breakers.Manual;

/// <summary>The breakers that an operator names.</summary>
/// <param name="Subject">As a path of the plan.</param>
internal sealed record BreakerTarget(VersionModel Version, string Subject, IReadOnlyList<BreakerSeat> Seats)
{
    /// <param name="version">Empty: the live one.</param>
    /// <param name="target">An interface; empty: all.</param>
    /// <param name="refusal">Why there is none; null when there is.</param>
    public static BreakerTarget? Find(PlanModel plan, string service, string version, string target, out CommandResult? refusal)
    {
        refusal = null;
        if (!plan.Services.TryGetValue(service, out var found)) refusal = Unknown("service", service, plan.Services.Keys);
        else if (version.Length > 0 && !found.Versions.ContainsKey(version)) refusal = Unknown($"version of '{service}'", version, found.Versions.Keys);
        if (refusal is not null) return null;

        var within = version.Length > 0 ? found!.Versions[version] : found!.Live;
        var seats = BreakersSlice.Seats(within, plan).ToArray();
        if (seats.Length == 0)
        {
            refusal = CommandResult.Refused(BreakerErrors.NoBreaker, $"'{service}' has no breaker in the plan: add 'breaker: {{ observe: true }}' to it, which refuses nothing until you say so.");
            return null;
        }

        var named = seats.Where(seat => target.Length == 0 || seat.Interface == target).ToArray();
        if (named.Length > 0) return new BreakerTarget(within, named.Length == 1 ? named[0].Seat.Site.Subject : $"services.{service}.versions.{within.Name}", [.. named.Select(static seat => seat.Seat)]);
        refusal = seats is [{ Interface: "" }]
            ? CommandResult.Refused(BreakerErrors.UnknownTarget, $"'{service}' has one breaker for all interfaces: leave 'interface' out, or set 'breaker.scope: edge' in the plan.")
            : Unknown($"interface of '{service}'", target, seats.Select(static seat => seat.Interface));
        return null;
    }

    private static CommandResult Unknown(string what, string written, IEnumerable<string> names) => CommandResult.Unknown(BreakerErrors.UnknownTarget, what, written, names);
}
