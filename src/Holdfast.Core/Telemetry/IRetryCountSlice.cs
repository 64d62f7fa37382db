using Holdfast.Core.Pipeline.State;

namespace Holdfast.Core.Telemetry;

/// <summary>A slice that makes more attempts than calls come in. Read once a second, never by a call.</summary>
public interface IRetryCountSlice
{
    /// <summary>Attempts of an interface that followed a failed one, and those made beside a late one, since its beginning.</summary>
    (long Retries, long Hedges) Extra(InterfaceState target);

    /// <summary>Retries and hedges of a service that its budget did not allow, since its beginning.</summary>
    long OverBudget(ServiceState service);
}
