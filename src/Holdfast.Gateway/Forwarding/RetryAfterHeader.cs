namespace Holdfast.Gateway.Forwarding;

/// <summary>Reads how long a node asks to be left alone (RFC 9110, 10.2.3).</summary>
internal static class RetryAfterHeader
{
    /// <returns>Zero where the answer does not say, or says it in a way that cannot be read.</returns>
    public static TimeSpan Of(HttpResponseMessage answer, TimeProvider time)
    {
        if (!answer.Headers.NonValidated.Contains("Retry-After") || answer.Headers.RetryAfter is not { } said) return TimeSpan.Zero;
        var wait = said.Delta ?? said.Date - time.GetUtcNow() ?? TimeSpan.Zero;
        return wait > TimeSpan.Zero ? wait : TimeSpan.Zero;
    }
}
