namespace Synter.Domain.Kernel;

/// <summary>The refusals every feature shares. A feature's own stand in its <c>Errors.cs</c>.</summary>
public static class Refusals
{
    public static Refusal Forbidden(Role needed) => new(
        RefusalKind.Denied, "forbidden", $"This needs the role {needed.ToString().ToLowerInvariant()}. Ask an admin of the workspace.");

    public static Refusal NotFound(string what) => new(RefusalKind.NotFound, "not_found", $"There is no such {what} in this workspace.");

    public static Refusal Invalid(params IReadOnlyList<FieldError> errors) =>
        new(RefusalKind.Invalid, "validation_failed", "Some fields need a mend.") { Errors = errors };

    public static readonly Refusal BadCursor =
        new(RefusalKind.Malformed, "bad_cursor", "This cursor is not one of ours. Begin at the first page, without a cursor.");

    public static Refusal WrongState(string message) => new(RefusalKind.Conflict, "wrong_state", message);
}
