using System.Buffers;
using Holdfast.Core.Pipeline;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace Holdfast.Gateway.Deliveries;

/// <summary>Reads a request's body to its end, for somebody who keeps it.</summary>
internal static class BodyIntake
{
    private const int PieceBytes = 32 * 1024;

    /// <param name="bytesMax">More than this is refused with 413; null: any length.</param>
    /// <param name="silence">Longest wait for the next bytes.</param>
    /// <param name="take">What it throws is thrown.</param>
    public static async ValueTask<(BodyEnd End, BadHttpRequestException? Rejection)> ReadAsync(
        HttpContext context, long? bytesMax, TimeSpan silence, TimeProvider time, Func<ReadOnlyMemory<byte>, ValueTask> take)
    {
        if (context.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } limit) limit.MaxRequestBodySize = bytesMax;
        using var end = new CancellationTokenSource(Timeout.InfiniteTimeSpan, time);
        await using var gone = context.RequestAborted.UnsafeRegister(static end => ((CancellationTokenSource)end!).Cancel(), end);
        var buffer = ArrayPool<byte>.Shared.Rent(PieceBytes);
        try
        {
            for (var bytes = 0L; ;)
            {
                var (read, rejection) = await ReadAsync(context, buffer, silence, end);
                if (read < 0) return (BodyEnd.Rejected, rejection);
                if (read == 0) return (BodyEnd.Whole, null);
                bytes += read;
                if (bytes > bytesMax)
                    return (BodyEnd.Rejected, new BadHttpRequestException("The request's body is larger than this interface takes.", StatusCodes.Status413PayloadTooLarge));
                await take(buffer.AsMemory(0, read));
            }
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    /// <returns>Below zero: no more comes of it.</returns>
    private static async ValueTask<(int Read, BadHttpRequestException? Rejection)> ReadAsync(HttpContext context, byte[] buffer, TimeSpan silence, CancellationTokenSource end)
    {
        try
        {
            end.CancelAfter(silence);
            return (await context.Request.Body.ReadAsync(buffer, end.Token), null);
        }
        catch (BadHttpRequestException objection)
        {
            return (-1, objection);
        }
        catch (OperationCanceledException) when (!context.RequestAborted.IsCancellationRequested)
        {
            return (-1, new BadHttpRequestException("The request's body stopped coming.", StatusCodes.Status408RequestTimeout));
        }
        catch (Exception fault) when (fault is OperationCanceledException or IOException)
        {
            return (-1, null);
        }
    }
}
