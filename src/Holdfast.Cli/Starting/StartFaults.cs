using System.Diagnostics.CodeAnalysis;
using Holdfast.Core.Errors;
using Holdfast.Gateway.Forwarding;
using Holdfast.Gateway.Front.Listeners;
using Holdfast.Gateway.Front.Tls;
using Microsoft.AspNetCore.Connections;

namespace Holdfast.Cli.Starting;

/// <summary>What the gateway refuses to do, as errors that a user can look up.</summary>
internal static class StartFaults
{
    public static bool TryName(Exception fault, [NotNullWhen(true)] out KnownError? known)
    {
        known = fault switch
        {
            ListenException { InnerException: AddressInUseException } => StartErrors.PortTaken,
            ListenException { InnerException: CertificateException } => StartErrors.Certificate,
            ListenException => StartErrors.CannotListen,
            UpstreamTlsException => StartErrors.Certificate,
            OwnNodeException => StartErrors.OwnNode,
            _ => null,
        };
        return known is not null;
    }

    /// <exception cref="StartException">The work met one of the faults that are known.</exception>
    public static async Task<T> NamedAsync<T>(Task<T> work)
    {
        try
        {
            return await work;
        }
        catch (Exception fault) when (TryName(fault, out _))
        {
            TryName(fault, out var known);
            throw StartException.CannotStart(known!, fault.Message, fault);
        }
    }
}
