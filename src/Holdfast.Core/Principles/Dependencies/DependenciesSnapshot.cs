namespace Holdfast.Core.Principles.Dependencies;

/// <summary>What each interface depends on and how long it waits for it.</summary>
internal static class DependenciesSnapshot
{
    public static Snapshot Take(string slice, SliceContext context) => new(slice,
    [
        new SnapshotTable("interfaces", ["interface", "service", "timeout_seconds", "idle_timeout_seconds"],
        [
            .. context.Plan.Interfaces.Values.Select(static target => new object?[]
            {
                target.Name, target.Service.Name, target.Deadline.Total.TotalSeconds, target.Deadline.Idle.TotalSeconds,
            }),
        ]),
        new SnapshotTable("deadlines", ["service", "version", "exceeded"],
        [
            .. context.Plan.Versions.Select(version => new object?[]
            {
                version.Service, version.Name, DependenciesSlice.State(version.State).Exceeded,
            }),
        ]),
    ]);
}
