using Holdfast.Core.Plan;

namespace Holdfast.Core.Principles.Limits;

/// <summary><c>per</c> of a limit: whom it counts together.</summary>
/// <param name="Key">With <see cref="LimitScope.Key"/>; else null.</param>
public sealed record LimitPer(LimitScope Scope, KeyPlan? Key = null);
