using Holdfast.Core;
using Holdfast.Core.Pipeline;
using Holdfast.Gateway.Calls;

namespace Holdfast.Gateway.Telemetry;

/// <summary>What is written down about a call: its decisions as metrics.</summary>
internal sealed class CallTelemetry(HoldfastRuntime runtime)
{
    public void End(GatewayCall call, in Outcome outcome)
    {
        _ = outcome;
        runtime.Meters.Count(call);
    }
}
