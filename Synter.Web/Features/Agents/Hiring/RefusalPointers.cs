using Synter.Domain.Kernel;

namespace Synter.Web.Features.Agents.Hiring;

public static class RefusalPointers
{
    /// <summary>
    /// A refusal's pointers lead from the root of a request; a form knows only its own value, as in <c>/config</c>. What is wrong
    /// elsewhere in the request stays in the sentence alone.
    /// </summary>
    public static Refusal Within(this Refusal refusal, string part)
    {
        var inside = refusal.Errors.Where(error => error.Pointer.StartsWith(part + "/", StringComparison.Ordinal)).ToList();
        var message = inside.Count == 0 && refusal.Errors is [var only, ..] ? only.Message : refusal.Message;
        return refusal with { Message = message, Errors = [.. inside.Select(error => error with { Pointer = error.Pointer[part.Length..] })] };
    }
}
