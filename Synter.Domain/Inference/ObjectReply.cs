using System.Text.Json.Nodes;

namespace Synter.Domain.Inference;

/// <summary>Why a reply is not one JSON object.</summary>
public enum ReplyFault
{
    /// <summary>No JSON object in it.</summary>
    None,

    /// <summary>An object begins and never ends.</summary>
    Truncated,

    /// <summary>More than one object.</summary>
    Several,

    /// <summary>JSON, but a list or a single value.</summary>
    NotAnObject,

    /// <summary>An object that repeats a key, nests too deep or holds text that cannot be stored.</summary>
    Unusable,
}

/// <summary>A reply, read as one JSON object or found wanting. Exactly one of the two is there.</summary>
public sealed record ObjectReply(JsonObject? Object, ReplyFault? Fault)
{
    public string? Error => Fault switch
    {
        null => null,
        ReplyFault.None => "The reply holds no JSON object.",
        ReplyFault.Truncated => "The reply ends in the middle of its JSON object.",
        ReplyFault.Several => "The reply holds more than one JSON object.",
        ReplyFault.NotAnObject => "The reply is a list or a single value where one JSON object was asked for.",
        ReplyFault.Unusable => "The reply’s JSON object repeats a key, is nested too deep, or holds text that cannot be stored.",
        _ => throw new InvalidOperationException($"{Fault} has no words."),
    };

    internal static ObjectReply Of(JsonObject found) => new(found, null);

    internal static ObjectReply Wrong(ReplyFault fault) => new(null, fault);
}
