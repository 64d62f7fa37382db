using Holdfast.Core.Pipeline.Compiling;
using Holdfast.Core.Plan;
using Holdfast.Core.Plan.Fields;

namespace Holdfast.Core.Principles.Failover.Resolving;

/// <summary>A name of a service that is looked up.</summary>
internal sealed record FollowedName(string Service, NodeName Name, TimeSpan Every, ResolveState State, AddressExceptions Exceptions)
{
    public bool IsDue(long now) => State.Find(Name) is not { } known || known.Due <= now;

    /// <summary>Every name of the plan once.</summary>
    public static IEnumerable<FollowedName> In(HoldfastPlan plan, CompileContext context) =>
        from service in plan.Services.Values
        let resolve = service.Sections.Get(ResolvePlan.Field)
        where resolve is not null
        from name in service.Versions.Values.SelectMany(static version => version.Nodes).Select(static node => NodeName.Of(node.Url)).OfType<NodeName>().Distinct()
        select new FollowedName(service.Name, name, resolve.Every, FailoverSlice.Names(context.State.Service(service.Name)), service.AddressExceptions);

    /// <returns>Null: the name is left to the connection, because the plan or the host wants it so.</returns>
    public static Resolution? Find(ServicePlan service, NodePlan node, CompileContext context) =>
        service.Sections.Get(ResolvePlan.Field) is not null
        && NodeName.Of(node.Url) is { } name
        && FailoverSlice.Names(context.State.Service(service.Name)).Find(name) is { } known
            ? new Resolution(known.Addresses, known.Fault ?? "")
            : null;
}
