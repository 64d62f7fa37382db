using Holdfast.Core.Errors;

namespace Holdfast.Core.Principles.Degradation.Substitutes;

internal static class SubstituteErrors
{
    public static readonly KnownError OneWay = new(
        "HF2165", "A substitute that is not one thing",
        "Which of several answers is meant cannot be told, and one without any answers nothing.",
        "Give each entry one of 'answer', 'service' or 'version', 'stale', 'skip'; several entries are tried in order.",
        "otherwise: [ { service: spare }, { answer: { status: 200, body: \"[]\" } } ]");

    public static readonly KnownError Unknown = new(
        "HF2166", "A substitute that does not exist",
        "When it is needed, nothing would answer.",
        "Name a service, or a version of it, that the plan declares.");

    public static readonly KnownError Itself = new(
        "HF2167", "A service as its own substitute",
        "What has just failed would be asked once more, and by all callers at once.",
        "Name another service or another version; 'retry' repeats attempts.",
        "service: search\notherwise: { version: v1 }     # where v2 is live");

    public static readonly KnownError Body = new(
        "HF2168", "An answer whose body cannot be sent",
        "An answer has one body, and those of 204, 205 and 304 have none.",
        "Give it 'body' or 'file', not both; or another status.",
        "answer: { status: 200, body: \"[]\" }");

    public static readonly KnownError File = new(
        "HF2169", "An answer's file that cannot be used",
        "When it is needed, there would be nothing to answer with.",
        "Check the path, which is relative to the file of the plan, and that it has no more than 1MB.");

    public static readonly KnownError Unreachable = new(
        "HF2171", "A substitute that never answers",
        "An entry before it always answers the same failures.",
        "Put the one that always answers last, or give them other causes with 'on'.",
        "otherwise: [ { service: spare }, { answer: { status: 200, body: \"[]\" } } ]");

    public static readonly KnownError Framing = new(
        "HF2175", "A header that Holdfast itself must write",
        "It says how the body is framed or belongs to the connection; with another value, one answer could pass for two.",
        "Remove the header; the length is written by itself.");

    public static IReadOnlyList<KnownError> All { get; } = [OneWay, Unknown, Itself, Body, File, Unreachable, Framing];
}
