using Microsoft.AspNetCore.Http;

namespace Holdfast.Gateway.Calls;

/// <summary>Bodies that are held until the answer begins, so that the request can be sent again.</summary>
internal static class HeldContent
{
    /// <summary>Reads the whole of it. Not into a pooled array: a connection that was given up may still be sending it.</summary>
    /// <param name="silence">Longest wait for the next bytes.</param>
    /// <param name="cancellation">The call is over; not its time, which stands still meanwhile.</param>
    /// <exception cref="BadHttpRequestException">The body is not what its head announced, comes too slowly, or stops coming.</exception>
    public static async ValueTask<byte[]> ReadAsync(HttpRequest request, TimeSpan silence, TimeProvider time, CancellationToken cancellation)
    {
        var body = new byte[request.ContentLength!.Value];
        using var end = new CancellationTokenSource(Timeout.InfiniteTimeSpan, time);
        await using var over = cancellation.UnsafeRegister(static end => ((CancellationTokenSource)end!).Cancel(), end);
        try
        {
            for (var read = 0; read < body.Length;)
            {
                end.CancelAfter(silence);
                var more = await request.Body.ReadAsync(body.AsMemory(read), end.Token);
                if (more == 0) throw new BadHttpRequestException("The request's body broke off.");
                read += more;
            }
        }
        catch (OperationCanceledException silent) when (!cancellation.IsCancellationRequested)
        {
            throw new BadHttpRequestException("The request's body stopped coming.", StatusCodes.Status408RequestTimeout, silent);
        }

        return body;
    }
}
