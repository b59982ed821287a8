using System.Data.Common;

namespace OutreachPortal.Tests.Mail;

/// <summary>The end of a process, as far as a test can have it: nothing in the post catches it, and nothing is tidied.</summary>
internal sealed class Killed : DbException;
