using Holdfast.Core.Pipeline;
using Holdfast.Core.Pipeline.Model;
using Holdfast.Gateway.Calls;

namespace Holdfast.Gateway.Forwarding;

/// <summary>Carries one attempt to one node. The seam behind which YARP stands, and another forwarder may.</summary>
public interface IForwarder : IDisposable
{
    /// <summary>Makes ready, before a revision is live, what its services and nodes need.</summary>
    void Bind(PlanModel model);

    /// <summary>The same for a model that has the services of one that is live: only what its interfaces need.</summary>
    void BindInterfaces(PlanModel model);

    /// <summary>Lets go, once a revision is live, of what it does not need.</summary>
    void Settle(PlanModel model);

    /// <inheritdoc cref="Call.AttemptAsync"/>
    ValueTask<Outcome> ForwardAsync(GatewayCall call, Attempt attempt, CancellationToken timeIsUp);
}
