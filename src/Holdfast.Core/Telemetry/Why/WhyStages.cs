using Holdfast.Core.Pipeline;

namespace Holdfast.Core.Telemetry.Why;

/// <summary>Which stages stood on the way of a call, and how far it came.</summary>
/// <param name="There">A bit for each position that the plan uses there.</param>
/// <param name="Last">The last that the call reached, but for what answers in its service's place.</param>
internal readonly record struct WhyStages(int There, Position Last)
{
    public bool Has(Position position) => (There & Bit(position)) != 0;

    public static WhyStages Of(Call call, Refusal? told) => new(TheStages(call), TheLast(call, told));

    private static int TheStages(Call call)
    {
        var there = Bit(Position.Match);
        if (call.Interface is not { } target) return there;
        foreach (var stage in target.Inbound)
            if (!stage.IsIdle) there |= Bit(stage.Position);
        there |= Bit(Position.Deadline) | Bit(Position.Balance) | Bit(Position.Attempt);
        foreach (var gate in (call.Version ?? target.Service.Live).Gates) there |= Bit(gate.Position);
        foreach (var gate in (call.Version ?? target.Service.Live).NodeGates) there |= Bit(gate.Position);
        return target.Otherwise is null ? there : there | Bit(Position.Otherwise);
    }

    private static Position TheLast(Call call, Refusal? told)
    {
        // Attempts of another service in the place of its own say nothing of the stages before.
        if (call.SubstitutedBy is not null && call.Refusal is { Position: < Position.Version } own) return own.Position;
        if (call.Attempts > 0) return Position.Attempt;
        if ((told ?? call.Refusal) is { } refusal) return refusal.Position;
        var decided = call.Decisions.Kept;
        return decided.Length > 0 ? decided[^1].Position : Position.Match;
    }

    private static int Bit(Position position) => 1 << (int)position;
}
