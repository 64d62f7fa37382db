using Holdfast.Core.Pipeline;
using Microsoft.AspNetCore.Http;
using Microsoft.Net.Http.Headers;

namespace Holdfast.Gateway.Headers;

/// <summary>What a request is changed by when its answer is for others as well, and what they are told of the answer's head.</summary>
internal static class TeeHeaders
{
    /// <summary>The caller's own conditions would bring an answer for the caller alone.</summary>
    public static void Write(AnswerTee tee, HttpRequestMessage request)
    {
        var headers = request.Headers;
        headers.Remove(HeaderNames.IfNoneMatch);
        headers.Remove(HeaderNames.IfModifiedSince);
        if (tee.IfNoneMatch is { } tag) headers.TryAddWithoutValidation(HeaderNames.IfNoneMatch, tag);
        if (tee.IfModifiedSince is { } date) headers.TryAddWithoutValidation(HeaderNames.IfModifiedSince, date);
        if (tee.IsWithoutCookies) headers.Remove(HeaderNames.Cookie);
    }

    /// <summary>The head as it goes to the caller, before anything is added that is for this caller alone.</summary>
    public static void Begin(AnswerTee tee, HttpResponse response, HttpResponseMessage answer)
    {
        var of = answer.Content.Headers.NonValidated;
        // Over HTTP/1 a body without either ends with the connection, however that ends.
        var isDelimited = answer.Version.Major >= 2 || of.Contains(HeaderNames.ContentLength) || answer.Headers.TransferEncodingChunked == true
            || answer.StatusCode is System.Net.HttpStatusCode.NoContent;
        tee.Begin(response.StatusCode, Of(response.Headers), response.ContentLength, isDelimited);
    }

    /// <summary>The headers of a node's answer, each value by itself, without those of framing.</summary>
    public static List<KeyValuePair<string, string>> Of(IHeaderDictionary headers)
    {
        var all = new List<KeyValuePair<string, string>>(headers.Count);
        foreach (var (name, values) in headers)
            if (!IsOfFraming(name))
                foreach (var value in values) all.Add(new(name, value ?? ""));
        return all;
    }

    /// <inheritdoc cref="Of(IHeaderDictionary)"/>
    public static List<KeyValuePair<string, string>> Of(HttpResponseMessage answer)
    {
        var all = new List<KeyValuePair<string, string>>();
        foreach (var (name, values) in answer.Headers.NonValidated.Concat(answer.Content.Headers.NonValidated))
            if (!IsOfFraming(name))
                foreach (var value in values) all.Add(new(name, value));
        return all;
    }

    private static bool IsOfFraming(string name) =>
        name.Equals(HeaderNames.ContentLength, StringComparison.OrdinalIgnoreCase) || name.Equals(HeaderNames.TransferEncoding, StringComparison.OrdinalIgnoreCase)
        || name.Equals(HeaderNames.Connection, StringComparison.OrdinalIgnoreCase);
}
