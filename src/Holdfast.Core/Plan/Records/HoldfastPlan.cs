namespace Holdfast.Core.Plan;

/// <summary>What an operator wrote, read and found good: every default filled in, every name resolved.</summary>
/// <remarks>Immutable. Compiled to a model for one revision; never consulted on the way of a call.</remarks>
public sealed record HoldfastPlan
{
    /// <summary>Owners that every interface inherits unless it names its own.</summary>
    public required IReadOnlyList<string> Owners { get; init; }

    /// <summary>Zone names that nodes may carry; empty when the plan declares none, and then any name goes.</summary>
    public required IReadOnlyList<string> Zones { get; init; }

    /// <summary>Where traffic is taken in, by name. Empty: the process's own <c>--listen</c> addresses.</summary>
    public required IReadOnlyDictionary<string, ListenerPlan> Listeners { get; init; }

    /// <summary>Limits and habits of the front that hold for all listeners.</summary>
    public required ServerPlan Server { get; init; }

    public required IReadOnlyDictionary<string, ServicePlan> Services { get; init; }

    public required IReadOnlyDictionary<string, InterfacePlan> Interfaces { get; init; }

    /// <summary>Sections that principles add to the plan itself.</summary>
    public FieldValues Sections { get; init; } = FieldValues.Empty;

    /// <summary>Where its values are written.</summary>
    public PlanPlaces Places { get; init; } = PlanPlaces.None;
}
