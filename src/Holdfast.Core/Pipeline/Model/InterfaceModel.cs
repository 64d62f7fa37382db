using Holdfast.Core.Pipeline.Matching;
using Holdfast.Core.Pipeline.State;
using Holdfast.Core.Plan;

namespace Holdfast.Core.Pipeline.Model;

/// <summary>An interface as one revision has it: compiled, ready to be called.</summary>
public sealed class InterfaceModel(InterfacePlan plan, ServiceModel service, InterfaceState state)
{
    public InterfacePlan Plan { get; } = plan;

    public string Name => Plan.Name;

    public ServiceModel Service { get; } = service;

    /// <summary>How much its calls matter, where nobody trusted says otherwise of one.</summary>
    public Criticality Criticality { get; } = plan.Sections.Get(InterfaceFields.Criticality);

    public InterfaceState State { get; } = state;

    /// <summary>Only the stages that the plan uses here, in the order of <see cref="StageOrder.Inbound"/>.</summary>
    public InboundStage[] Inbound
    {
        get;
        internal set
        {
            for (var i = 0; i < value.Length; i++) value[i].Place = i;
            field = value;
            Hearing = [.. value.Where(static stage => stage.HearsAnswers)];
        }
    }
        = [];

    /// <summary>Those of them that are told when an answer begins.</summary>
    internal InboundStage[] Hearing { get; private set; } = [];

    /// <summary>What stands in the places that the path template leaves open.</summary>
    public PathParameters Parameters { get; } = new(plan.Match.Path);

    /// <summary>What answers when the backend does not; null: nothing.</summary>
    public OtherwisePolicy? Otherwise { get; internal set; }

    public Deadline Deadline { get; internal set; } = null!;

    public RetryPolicy Retry { get; internal set; } = null!;

    /// <summary>The refusals that the pipeline itself may give here.</summary>
    public InterfaceRefusals Refusals { get; } = new(plan, service.Plan);

    /// <summary>What a host has made ready for this interface. Set once, when the model is bound.</summary>
    public object? Host { get; set; }
}
