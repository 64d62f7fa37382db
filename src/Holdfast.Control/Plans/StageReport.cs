namespace Holdfast.Control.Plans;

/// <param name="Running">Null: no plan is tried now.</param>
/// <param name="Last">The newest that has ended; null: none has since the process began.</param>
public sealed record StageReport(StageState? Running, StageEnd? Last);
