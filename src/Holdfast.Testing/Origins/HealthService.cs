using Grpc.Core;
using Holdfast.Testing.Origins.Grpc;

namespace Holdfast.Testing.Origins;

/// <summary>Says of a service what the test has set; of any other that it is not known.</summary>
internal sealed class HealthService(KestrelOrigin origin) : Health.HealthBase
{
    public override Task<HealthCheckResponse> Check(HealthCheckRequest request, ServerCallContext context) =>
        origin.Health.TryGetValue(request.Service, out var status)
            ? Task.FromResult(new HealthCheckResponse { Status = status })
            : throw new RpcException(new Status(StatusCode.NotFound, "unknown service"));
}
