using Holdfast.Core.Plan.Fields;

namespace Holdfast.Core.Plan;

/// <summary>The shape of a whole plan: the fields of the core and those that the principles add.</summary>
public sealed class PlanShape
{
    private readonly Field<IReadOnlyDictionary<string, ServicePlan>> _services;
    private readonly Field<IReadOnlyDictionary<string, InterfacePlan>> _interfaces;

    public PlanShape(IReadOnlyList<IPlanSlice> slices)
    {
        Slices = slices;
        var service = ServiceFields.Section(slices.SelectMany(slice => slice.ServiceFields));
        var exposed = InterfaceFields.Section(slices.SelectMany(slice => slice.InterfaceFields));
        _services = new("services", Shapes.Map("service", Shapes.Name("service"), service), "The backends, by name.")
        {
            Required = true,
            Default = new Dictionary<string, ServicePlan>(),
        };
        _interfaces = new("interfaces", Shapes.Map("interface", Shapes.Name("interface"), exposed, min: 1), "The backend interfaces, by name.")
        {
            Required = true,
            Default = new Dictionary<string, InterfacePlan>(),
        };
        Root = new Section<HoldfastPlan>("plan", Make)
        {
            { PlanFields.Holdfast, _ => PlanFields.Format },
            { PlanFields.Include, _ => [] },
            { PlanFields.Owners, plan => plan.Owners },
            { PlanFields.Zones, plan => plan.Zones },
            { PlanFields.Listeners, plan => plan.Listeners },
            { PlanFields.Server, plan => plan.Server },
            { _services, plan => plan.Services },
            { _interfaces, plan => plan.Interfaces },
        };
        Root.Add(slices.SelectMany(slice => slice.PlanFields), plan => plan.Sections);
    }

    /// <summary>The shape with every principle that works.</summary>
    public static PlanShape Default { get; } = new([.. Principles.Slices.All.OfType<IPlanSlice>()]);

    public IReadOnlyList<IPlanSlice> Slices { get; }

    public Section<HoldfastPlan> Root { get; }

    private HoldfastPlan Make(FieldValues values)
    {
        var owners = values.Get(PlanFields.Owners);
        var server = values.Get(PlanFields.Server);
        return new HoldfastPlan
        {
            Owners = owners,
            Zones = values.Get(PlanFields.Zones),
            Listeners = values.Get(PlanFields.Listeners),
            Server = server,
            Services = values.Get(_services),
            Interfaces = values.Get(_interfaces).ToDictionary(
                one => one.Key, one => InterfaceFields.Inherit(one.Value, owners, server), StringComparer.Ordinal),
            Sections = values,
        };
    }
}
