"""What fetching and taking in refuse, each with the sentence that a person sees; knows neither network nor HTML."""

from __future__ import annotations


class SourceError(Exception):
    """The source could not be taken in."""

    def __str__(self) -> str:
        sentence = " ".join((type(self).__doc__ or "").split())
        detail = super().__str__()
        return f"{sentence.removesuffix('.')} ({detail})." if detail else sentence


class NotAnAddressError(SourceError):
    """This is not the address of a page on the web."""


class SchemeError(SourceError):
    """Only addresses that begin with http:// or https:// are fetched."""


class CredentialsError(SourceError):
    """An address that holds a user name or a password is not fetched."""


class PortError(SourceError):
    """Only the usual ports of the web are fetched."""


class PrivateAddressError(SourceError):
    """The address leads into a private or reserved network and is not fetched."""


class UnknownHostError(SourceError):
    """There is no site of this name, or its name could not be looked up."""


class UnreachableError(SourceError):
    """The site could not be reached."""


class CertificateError(SourceError):
    """The site could not prove who it is: its certificate is not valid."""


class RedirectError(SourceError):
    """The site passed the request on too many times."""


class StatusError(SourceError):
    """The site did not give the page but answered with an error."""


class NotModifiedError(SourceError):
    """The site has nothing that is newer than what was fetched before."""


class NotAFeedError(SourceError):
    """What stands at this address is no RSS or Atom feed."""


class NotAPageError(SourceError):
    """There is no page of text at this address but something of another kind."""


class TooLargeError(SourceError):
    """The page is larger than any article."""


class TooSlowError(SourceError):
    """The site took too long to answer."""


class BrokenAnswerError(SourceError):
    """The site's answer is cut off or malformed."""


class TooIntricateError(SourceError):
    """The page has more parts than any article."""


class NoArticleError(SourceError):
    """No article was found on the page."""


class WrongKindError(SourceError):
    """Files of this kind are not read: texts, web pages, PDF, Word's .docx and pictures are."""


class OldWordError(SourceError):
    """Word's old .doc is not read: the file has to be saved as .docx."""


class BrokenFileError(SourceError):
    """The file is damaged, or is not what it says it is."""


class LockedFileError(SourceError):
    """The file is locked with a password."""


class TooManyPagesError(SourceError):
    """The file has more pages than any article."""


class NoTextError(SourceError):
    """No text was found in the file."""


class TooHeavyError(SourceError):
    """The file takes more time or memory to open than any article."""


class MissingProgramError(SourceError):
    """A program that opens files of this kind is not installed here."""
