namespace Holdfast.Core.Plan.Words;

/// <summary>Differences as they are found.</summary>
internal sealed class PlanChanges
{
    private readonly List<PlanChange> _all = [];

    public IReadOnlyList<PlanChange> All => _all;

    public void Added(PlanSubject subject, string after) => Put(PlanChangeKind.Added, subject, null, after);

    public void Removed(PlanSubject subject, string before) => Put(PlanChangeKind.Removed, subject, before, null);

    public void Changed(PlanSubject subject, string before, string after) =>
        Put(PlanChangeKind.Changed, subject, before, after);

    private void Put(PlanChangeKind kind, PlanSubject subject, string? before, string? after) =>
        _all.Add(new PlanChange(kind, subject.Path, subject.Thing, subject.What, before, after));
}
