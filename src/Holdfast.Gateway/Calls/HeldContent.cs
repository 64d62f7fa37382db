using Microsoft.AspNetCore.Http;

namespace Holdfast.Gateway.Calls;

/// <summary>Bodies that are held until the answer begins, so that the request can be sent again.</summary>
internal static class HeldContent
{
    /// <summary>Reads the whole of it. Not into a pooled array: a connection that was given up may still be sending it.</summary>
    /// <param name="silence">Longest wait for the next bytes.</param>
    /// <param name="end">Nobody else's meanwhile; cancelled, or with a timer set, afterwards where something had to be waited for.</param>
    /// <param name="cancellation">The call is over; not its time, which stands still meanwhile.</param>
    /// <exception cref="BadHttpRequestException">The body is not what its head announced, comes too slowly, or stops coming.</exception>
    public static ValueTask<byte[]> ReadAsync(HttpRequest request, TimeSpan silence, CancellationTokenSource end, CancellationToken cancellation)
    {
        var body = new byte[request.ContentLength!.Value];
        // Most short bodies come with their head: for these nothing is set up to wait.
        for (var read = 0; read < body.Length;)
        {
            var reading = request.Body.ReadAsync(body.AsMemory(read), end.Token);
            if (!reading.IsCompletedSuccessfully) return AwaitAsync(request, body, read, reading, silence, end, cancellation);
            read += More(reading.Result);
        }

        return ValueTask.FromResult(body);
    }

    private static async ValueTask<byte[]> AwaitAsync(
        HttpRequest request, byte[] body, int read, ValueTask<int> reading, TimeSpan silence, CancellationTokenSource end, CancellationToken cancellation)
    {
        await using var over = cancellation.UnsafeRegister(static end => ((CancellationTokenSource)end!).Cancel(), end);
        try
        {
            while (true)
            {
                end.CancelAfter(silence);
                read += More(await reading);
                if (read == body.Length) return body;
                reading = request.Body.ReadAsync(body.AsMemory(read), end.Token);
            }
        }
        catch (OperationCanceledException silent) when (!cancellation.IsCancellationRequested)
        {
            throw new BadHttpRequestException("The request's body stopped coming.", StatusCodes.Status408RequestTimeout, silent);
        }
    }

    private static int More(int read) => read > 0 ? read : throw new BadHttpRequestException("The request's body broke off.");
}
